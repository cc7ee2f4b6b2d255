-- Documents that killed or hung the process that read them, twice: not tried again by the same run while the failure stands.
CREATE TABLE given_up (
    document_sha256 TEXT NOT NULL,
    run TEXT NOT NULL,
    failure TEXT NOT NULL,
    PRIMARY KEY (document_sha256, run)
) STRICT;
