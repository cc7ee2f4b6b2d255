"""Certificates made for tests: by an authority of our own, for a name, for a time."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime.now(UTC)


class Authority:
    """Issues certificates, and is trusted by whoever wants to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("Authority of the tests")
        builder = _begun(self._name, self._name, self._key, days=10)
        self._usable = x509.KeyUsage(*(index in (0, 5, 6) for index in range(9)))
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        certificate = builder.add_extension(self._usable, critical=True).sign(self._key, hashes.SHA256())
        self.path = folder / "authority.pem"
        self.path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def server(self, name: str, *, days: float = 10, self_signed: bool = False) -> ssl.SSLContext:
        """What a server with a certificate for a name is started with."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _named(name)
        issuer, signing = (subject, key) if self_signed else (self._name, self._key)
        names = x509.SubjectAlternativeName([x509.DNSName(name)])
        certificate = _begun(subject, issuer, key, days=days).add_extension(names, critical=False)
        path = self._folder / f"{name}-{days}-{self_signed}.pem"
        path.write_bytes(
            certificate.sign(signing, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def trusting(self) -> ssl.SSLContext:
        """What a reader that trusts this authority asks with."""
        return ssl.create_default_context(cafile=str(self.path))


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, days: float
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=20))
        .not_valid_after(NOW + timedelta(days=days))
    )
