"""Hand-built sentences of reported speech for the tests of this folder. Short columns: form lemma UPOS head deprel."""

FIN = "VerbForm=Fin"
GER = "VerbForm=Ger"
INF = "VerbForm=Inf"

THAT = f"""
The the DET 2 det
minister minister NOUN 3 nsubj
said say VERB 0 root {FIN}
on on ADP 5 case
Monday Monday PROPN 3 obl
that that SCONJ 10 mark
the the DET 8 det
talks talk NOUN 10 nsubj
had have AUX 10 aux {FIN}
failed fail VERB 3 ccomp
. . PUNCT 3 punct
"""

BARE = f"""
Officials official NOUN 2 nsubj
said say VERB 0 root {FIN}
the the DET 4 det
road road NOUN 6 nsubj
was be AUX 6 cop {FIN}
open open ADJ 2 ccomp
. . PUNCT 2 punct
"""

TWO_THATS = f"""
She she PRON 2 nsubj
said say VERB 0 root {FIN}
that that SCONJ 5 mark
trade trade NOUN 5 nsubj
grew grow VERB 2 ccomp {FIN}
and and CCONJ 9 cc
that that SCONJ 9 mark
prices price NOUN 9 nsubj
fell fall VERB 5 conj {FIN}
. . PUNCT 2 punct
"""

ADDED = f"""
He he PRON 2 nsubj
said say VERB 0 root {FIN}
troops troop NOUN 4 nsubj
left leave VERB 2 ccomp {FIN}
, , PUNCT 6 punct
adding add VERB 2 advcl {GER}
that that SCONJ 9 mark
others other NOUN 9 nsubj
stayed stay VERB 6 ccomp {FIN}
. . PUNCT 2 punct
"""

PARENTHESIS = f"""
Three three NUM 2 nummod
soldiers soldier NOUN 3 nsubj
died die VERB 0 root {FIN}
, , PUNCT 6 punct
officials official NOUN 6 nsubj
said say VERB 3 parataxis {FIN}
. . PUNCT 3 punct
"""

INVERTED = f"""
Three three NUM 2 nummod
soldiers soldier NOUN 3 nsubj
died die VERB 0 root {FIN}
, , PUNCT 5 punct
said say VERB 3 parataxis {FIN}
spokesman spokesman NOUN 7 compound
Doe Doe PROPN 5 nsubj
. . PUNCT 3 punct
"""

MIDDLE = f"""
The the DET 2 det
talks talk NOUN 8 nsubj
, , PUNCT 5 punct
he he PRON 5 nsubj
said say VERB 8 parataxis {FIN}
, , PUNCT 5 punct
would would AUX 8 aux {FIN}
continue continue VERB 0 root {INF}
. . PUNCT 8 punct
"""

ACCORDING_FIRST = f"""
According accord VERB 4 case
to to ADP 1 fixed
the the DET 4 det
ministry ministry NOUN 8 obl
, , PUNCT 4 punct
ten ten NUM 7 nummod
people people NOUN 8 nsubj
died die VERB 0 root {FIN}
. . PUNCT 8 punct
"""

ACCORDING_LAST = f"""
Ten ten NUM 2 nummod
people people NOUN 3 nsubj
died die VERB 0 root {FIN}
, , PUNCT 7 punct
according accord VERB 7 case
to to ADP 5 fixed
police police NOUN 3 obl
. . PUNCT 3 punct
"""

NOUN = f"""
The the DET 2 det
ministry ministry NOUN 3 nsubj
rejected reject VERB 0 root {FIN}
claims claim NOUN 3 obj
that that SCONJ 8 mark
its its PRON 7 nmod:poss
jets jet NOUN 8 nsubj
crossed cross VERB 4 acl {FIN}
the the DET 10 det
border border NOUN 8 obj
. . PUNCT 3 punct
"""

OWNED_NOUN = f"""
Ankara Ankara PROPN 3 nmod:poss
's 's PART 1 case
announcement announcement NOUN 8 nsubj
that that SCONJ 7 mark
it it PRON 7 nsubj
would would AUX 7 aux {FIN}
leave leave VERB 3 acl {INF}
surprised surprise VERB 0 root {FIN}
many many ADJ 8 obj
. . PUNCT 8 punct
"""

DENIED = f"""
Kigali Kigali PROPN 2 nsubj
denied deny VERB 0 root {FIN}
the the DET 4 det
presence presence NOUN 2 obj
of of ADP 6 case
troops troop NOUN 4 nmod
. . PUNCT 2 punct
"""

POINTER = f"""
Kigali Kigali PROPN 2 nsubj
denied deny VERB 0 root {FIN}
the the DET 4 det
allegations allegation NOUN 2 obj
. . PUNCT 2 punct
"""

DOUBTED = f"""
London London PROPN 4 nsubj
does do AUX 4 aux {FIN}
not not PART 4 advmod
believe believe VERB 0 root {INF}
the the DET 6 det
group group NOUN 8 nsubj:pass
is be AUX 8 aux:pass {FIN}
defeated defeat VERB 4 ccomp VerbForm=Part
. . PUNCT 4 punct
"""

NOT_SAID = f"""
Tokyo Tokyo PROPN 4 nsubj
did do AUX 4 aux {FIN}
not not PART 4 advmod
say say VERB 0 root {INF}
that that SCONJ 7 mark
it it PRON 7 nsubj
agreed agree VERB 4 ccomp {FIN}
. . PUNCT 4 punct
"""

DECLINED = f"""
Tokyo Tokyo PROPN 2 nsubj
declined decline VERB 0 root {FIN}
to to PART 4 mark
confirm confirm VERB 2 xcomp {INF}
that that SCONJ 7 mark
it it PRON 7 nsubj
agreed agree VERB 4 ccomp {FIN}
. . PUNCT 2 punct
"""

QUOTED_AS = f"""
Doe Doe PROPN 3 nsubj:pass
was be AUX 3 aux:pass {FIN}
quoted quote VERB 0 root VerbForm=Part|Tense=Past
as as SCONJ 5 mark
saying say VERB 3 advcl {GER}
that that SCONJ 8 mark
war war NOUN 8 nsubj
ended end VERB 5 ccomp {FIN}
. . PUNCT 3 punct
"""

URGED = f"""
Paris Paris PROPN 2 nsubj
urged urge VERB 0 root {FIN}
Rome Rome PROPN 2 obj
to to PART 5 mark
act act VERB 2 xcomp {INF}
. . PUNCT 2 punct
"""

RELATIVE = f"""
Groups group NOUN 0 root
which which PRON 6 nsubj
Ankara Ankara PROPN 4 nsubj
says say VERB 1 acl:relcl {FIN}
are be AUX 6 cop {FIN}
dangerous dangerous ADJ 4 ccomp
. . PUNCT 1 punct
"""

WHO_SAID = f"""
Doe Doe PROPN 10 nsubj
, , PUNCT 4 punct
who who PRON 4 nsubj
said say VERB 1 acl:relcl {FIN}
that that SCONJ 7 mark
peace peace NOUN 7 nsubj
came come VERB 4 ccomp {FIN}
, , PUNCT 4 punct
then then ADV 10 advmod
left leave VERB 0 root {FIN}
. . PUNCT 10 punct
"""

CALLED = f"""
Doe Doe PROPN 2 nsubj
called call VERB 0 root {FIN}
the the DET 4 det
move move NOUN 2 obj
“ “ PUNCT 7 punct
a a DET 7 det
mistake mistake NOUN 2 xcomp
” ” PUNCT 7 punct
. . PUNCT 2 punct
"""

CONFIDENT = f"""
Doe Doe PROPN 3 nsubj
was be AUX 3 cop {FIN}
confident confident ADJ 0 root
that that SCONJ 6 mark
talks talk NOUN 6 nsubj
resume resume VERB 3 ccomp {FIN}
. . PUNCT 3 punct
"""

ASKED = f"""
Doe Doe PROPN 2 nsubj
asked ask VERB 0 root {FIN}
whether whether SCONJ 5 mark
talks talk NOUN 5 nsubj
resumed resume VERB 2 ccomp {FIN}
. . PUNCT 2 punct
"""

REPORTER = f"""
Doe Doe PROPN 2 nsubj
said say VERB 0 root {FIN}
talks talk NOUN 4 nsubj
failed fail VERB 2 ccomp {FIN}
, , PUNCT 7 punct
Reuters Reuters PROPN 7 nsubj
reported report VERB 2 parataxis {FIN}
. . PUNCT 2 punct
"""

BELIEVED = f"""
He he PRON 2 nsubj
said say VERB 0 root {FIN}
he he PRON 4 nsubj
believed believe VERB 2 ccomp {FIN}
talks talk NOUN 6 nsubj
failed fail VERB 4 ccomp {FIN}
. . PUNCT 2 punct
"""

MUST = f"""
Doe Doe PROPN 2 nsubj
said say VERB 0 root {FIN}
Rome Rome PROPN 5 nsubj
must must AUX 5 aux {FIN}
pay pay VERB 2 ccomp {INF}
. . PUNCT 2 punct
"""

DIRECT = f"""
“ “ PUNCT 4 punct
We we PRON 4 nsubj
will will AUX 4 aux {FIN}
stay stay VERB 7 ccomp {INF}
, , PUNCT 4 punct
” ” PUNCT 4 punct
said say VERB 0 root {FIN}
Doe Doe PROPN 7 nsubj
. . PUNCT 7 punct
"""

ON_X = f"""
Doe Doe PROPN 2 nsubj
wrote write VERB 0 root {FIN}
on on ADP 4 case
Facebook Facebook PROPN 2 obl
: : PUNCT 10 punct
“ “ PUNCT 10 punct
The the DET 8 det
war war NOUN 10 nsubj
is be AUX 10 cop {FIN}
over over ADJ 2 ccomp
. . PUNCT 10 punct
” ” PUNCT 10 punct
"""

TOLD = f"""
Doe Doe PROPN 2 nsubj
told tell VERB 0 root {FIN}
reporters reporter NOUN 2 iobj
that that SCONJ 7 mark
Rome Rome PROPN 7 nsubj
should should AUX 7 aux {FIN}
pay pay VERB 2 ccomp {INF}
. . PUNCT 2 punct
"""

MIXED = f"""
Doe Doe PROPN 2 nsubj
said say VERB 0 root {FIN}
the the DET 4 det
vote vote NOUN 8 nsubj
was be AUX 8 cop {FIN}
“ “ PUNCT 8 punct
a a DET 8 det
farce farce NOUN 2 ccomp
” ” PUNCT 8 punct
. . PUNCT 2 punct
"""

MIXED_WHOLE = f"""
Doe Doe PROPN 2 nsubj
said say VERB 0 root {FIN}
a a DET 6 det
“ “ PUNCT 5 punct
foreign foreign ADJ 6 amod
hand hand NOUN 9 nsubj
” ” PUNCT 5 punct
had have AUX 9 aux {FIN}
ruined ruin VERB 2 ccomp VerbForm=Part
the the DET 11 det
vote vote NOUN 9 obj
. . PUNCT 2 punct
"""

PRAISED = f"""
Doe Doe PROPN 2 nsubj
praised praise VERB 0 root {FIN}
the the DET 7 det
“ “ PUNCT 5 punct
rare rare ADJ 7 amod
” ” PUNCT 5 punct
courage courage NOUN 2 obj
of of ADP 9 case
pilots pilot NOUN 7 nmod
. . PUNCT 2 punct
"""

GOES_ON = f"""
“ “ PUNCT 4 punct
They they PRON 4 nsubj
will will AUX 4 aux {FIN}
leave leave VERB 0 root {INF}
. . PUNCT 4 punct
” ” PUNCT 4 punct
"""

SCARE = f"""
The the DET 5 det
“ “ PUNCT 3 punct
silent silent ADJ 5 amod
” ” PUNCT 3 punct
army army NOUN 6 nsubj
marched march VERB 0 root {FIN}
. . PUNCT 6 punct
"""

WRITER = f"""
We we PRON 2 nsubj
believe believe VERB 0 root {FIN}
that that SCONJ 5 mark
trade trade NOUN 5 nsubj
helps help VERB 2 ccomp {FIN}
. . PUNCT 2 punct
"""

THE_STATEMENT = f"""
The the DET 2 det
statement statement NOUN 3 nsubj
added add VERB 0 root {FIN}
that that SCONJ 6 mark
trade trade NOUN 6 nsubj
helps help VERB 3 ccomp {FIN}
. . PUNCT 3 punct
"""

HE_SAID = f"""
He he PRON 2 nsubj
said say VERB 0 root {FIN}
that that SCONJ 5 mark
trade trade NOUN 5 nsubj
helps help VERB 2 ccomp {FIN}
. . PUNCT 2 punct
"""

DETERMINED = f"""
Doe Doe PROPN 2 nsubj
determined determine VERB 0 root {FIN}
, , PUNCT 4 punct
after after ADP 5 case
months month NOUN 2 obl
, , PUNCT 5 punct
that that SCONJ 9 mark
crimes crime NOUN 9 nsubj
occurred occur VERB 5 acl {FIN}
. . PUNCT 2 punct
"""

AFTER_DOE_SAID = f"""
Hours hour NOUN 7 obl
after after SCONJ 4 mark
Doe Doe PROPN 4 nsubj
said say VERB 7 advcl {FIN}
ships ship NOUN 7 nsubj
would would AUX 7 aux {FIN}
sail sail VERB 11 ccomp {INF}
, , PUNCT 7 punct
the the DET 10 det
port port NOUN 11 nsubj
closed close VERB 0 root {FIN}
. . PUNCT 11 punct
"""

A_STEP_DOE_SAID = f"""
It it PRON 4 nsubj
was be AUX 4 cop {FIN}
a a DET 4 det
step step NOUN 0 root
Doe Doe PROPN 6 nsubj
said say VERB 4 acl:relcl {FIN}
broke break VERB 4 acl:relcl {FIN}
the the DET 9 det
law law NOUN 7 obj
. . PUNCT 4 punct
"""

ON_MONDAY = f"""
Doe Doe PROPN 2 nsubj
said say VERB 0 root {FIN}
on on ADP 4 case
Monday Monday PROPN 6 obl
ships ship NOUN 6 nsubj
sailed sail VERB 2 ccomp {FIN}
. . PUNCT 2 punct
"""

RESERVED = f"""
Doe Doe PROPN 2 nsubj
said say VERB 0 root {FIN}
ships ship NOUN 4 nsubj
sail sail VERB 2 ccomp {FIN}
if if SCONJ 7 mark
storms storm NOUN 7 nsubj
end end VERB 2 advcl {FIN}
. . PUNCT 2 punct
"""

JOINED = f"""
Doe Doe PROPN 2 nsubj
said say VERB 0 root {FIN}
ships ship NOUN 4 nsubj
sail sail VERB 2 ccomp {FIN}
and and CCONJ 7 cc
ports port NOUN 7 nsubj
open open VERB 2 conj {FIN}
. . PUNCT 2 punct
"""

LOOKED_FORWARD = f"""
Doe Doe PROPN 2 nsubj
looks look VERB 0 root {FIN}
forward forward ADV 2 advmod
to to ADP 6 case
a a DET 6 det
partnership partnership NOUN 2 obl
with with ADP 8 case
Rome Rome PROPN 6 nmod
. . PUNCT 2 punct
"""

CITED = f"""
Rome Rome PROPN 2 nsubj
acted act VERB 0 root {FIN}
, , PUNCT 4 punct
citing cite VERB 2 advcl {GER}
the the DET 6 det
risk risk NOUN 4 obj
of of ADP 8 case
war war NOUN 6 nmod
. . PUNCT 2 punct
"""

CITED_SOURCE = f"""
Rome Rome PROPN 2 nsubj
acted act VERB 0 root {FIN}
, , PUNCT 4 punct
citing cite VERB 2 advcl {GER}
two two NUM 6 nummod
witnesses witness NOUN 4 obj
. . PUNCT 2 punct
"""

ACCUSED = f"""
Doe Doe PROPN 2 nsubj
accused accuse VERB 0 root {FIN}
Rome Rome PROPN 2 obj
of of SCONJ 5 mark
arming arm VERB 2 advcl {GER}
rebels rebel NOUN 5 obj
. . PUNCT 2 punct
"""

DESCRIBED_AS = f"""
Doe Doe PROPN 2 nsubj
described describe VERB 0 root {FIN}
the the DET 4 det
raid raid NOUN 2 obj
as as ADP 7 case
an an DET 7 det
invasion invasion NOUN 2 obl
. . PUNCT 2 punct
"""

CLAIM_TO = f"""
Doe Doe PROPN 2 nsubj
claims claim VERB 0 root {FIN}
to to PART 4 mark
own own VERB 2 xcomp {INF}
the the DET 6 det
island island NOUN 4 obj
. . PUNCT 2 punct
"""

REPORT_SHOWS = f"""
The the DET 2 det
report report NOUN 3 nsubj
shows show VERB 0 root {FIN}
that that SCONJ 6 mark
prices price NOUN 6 nsubj
rose rise VERB 3 ccomp {FIN}
. . PUNCT 3 punct
"""

MOVE_SHOWS = f"""
The the DET 2 det
move move NOUN 3 nsubj
shows show VERB 0 root {FIN}
that that SCONJ 6 mark
prices price NOUN 6 nsubj
rose rise VERB 3 ccomp {FIN}
. . PUNCT 3 punct
"""

EXPLAINED_WHY = f"""
Doe Doe PROPN 2 nsubj
explained explain VERB 0 root {FIN}
why why ADV 5 advmod
prices price NOUN 5 nsubj
rose rise VERB 2 ccomp {FIN}
. . PUNCT 2 punct
"""

IF_DOE_SAYS = f"""
If if SCONJ 3 mark
Doe Doe PROPN 3 nsubj
says say VERB 8 advcl {FIN}
prices price NOUN 5 nsubj
rise rise VERB 3 ccomp {FIN}
, , PUNCT 3 punct
markets market NOUN 8 nsubj
fall fall VERB 0 root {FIN}
. . PUNCT 8 punct
"""

EXPRESSED_HOPE = f"""
Doe Doe PROPN 2 nsubj
expressed express VERB 0 root {FIN}
hope hope NOUN 2 obj
that that SCONJ 6 mark
talks talk NOUN 6 nsubj
resume resume VERB 3 acl {FIN}
. . PUNCT 2 punct
"""

BY_THE_ARMY = f"""
A a DET 2 det
statement statement NOUN 6 nsubj
by by ADP 5 case
the the DET 5 det
army army NOUN 2 nmod
said say VERB 0 root {FIN}
ships ship NOUN 8 nsubj
sailed sail VERB 6 ccomp {FIN}
. . PUNCT 6 punct
"""

AS_DOE_SAID = f"""
As as SCONJ 3 mark
Doe Doe PROPN 3 nsubj
noted note VERB 6 advcl {FIN}
, , PUNCT 3 punct
ships ship NOUN 6 nsubj
sailed sail VERB 0 root {FIN}
. . PUNCT 6 punct
"""

PASSIVE = f"""
It it PRON 3 expl
was be AUX 3 aux:pass {FIN}
reported report VERB 0 root VerbForm=Part|Tense=Past
that that SCONJ 6 mark
ships ship NOUN 6 nsubj
sailed sail VERB 3 ccomp {FIN}
. . PUNCT 3 punct
"""

PROGRAMME = f"""
Doe Doe PROPN 2 nsubj
spoke speak VERB 0 root {FIN}
on on ADP 6 case
“ “ PUNCT 6 punct
Morning Morning PROPN 6 compound
Hour Hour PROPN 2 obl
” ” PUNCT 6 punct
. . PUNCT 2 punct
"""

TITLED = f"""
Doe Doe PROPN 2 nsubj
praised praise VERB 0 root {FIN}
“ “ PUNCT 5 punct
Morning Morning PROPN 5 compound
Hour Hour PROPN 2 obj
” ” PUNCT 5 punct
. . PUNCT 2 punct
"""

SPLIT = f"""
“ “ PUNCT 3 punct
Peace peace NOUN 3 nsubj
comes come VERB 7 ccomp {FIN}
, , PUNCT 3 punct
” ” PUNCT 3 punct
Doe Doe PROPN 7 nsubj
said say VERB 0 root {FIN}
, , PUNCT 7 punct
“ “ PUNCT 12 punct
when when SCONJ 12 mark
rebels rebel NOUN 12 nsubj
stop stop VERB 3 advcl {FIN}
. . PUNCT 7 punct
” ” PUNCT 7 punct
"""

COLON = f"""
Doe Doe PROPN 2 nsubj
shrugged shrug VERB 0 root {FIN}
: : PUNCT 7 punct
“ “ PUNCT 7 punct
Nothing nothing PRON 7 nsubj
has have AUX 7 aux {FIN}
changed change VERB 2 parataxis VerbForm=Part
. . PUNCT 7 punct
” ” PUNCT 7 punct
"""

QUESTION_THEN_DOE = f"""
“ “ PUNCT 5 punct
When when ADV 5 advmod
will will AUX 5 aux {FIN}
it it PRON 5 nsubj
end end VERB 0 root {INF}
? ? PUNCT 5 punct
” ” PUNCT 5 punct
"""

DOE_ASKED_IN_ROME = f"""
Doe Doe PROPN 2 nsubj
asked ask VERB 0 root {FIN}
in in ADP 4 case
Rome Rome PROPN 2 obl
. . PUNCT 2 punct
"""

IMPERATIVE = f"""
“ “ PUNCT 2 punct
Stop stop VERB 7 ccomp Mood=Imp|VerbForm=Fin
the the DET 4 det
war war NOUN 2 obj
, , PUNCT 2 punct
” ” PUNCT 2 punct
said say VERB 0 root {FIN}
Doe Doe PROPN 7 nsubj
. . PUNCT 7 punct
"""

HOPING = f"""
“ “ PUNCT 3 punct
We we PRON 3 nsubj
hope hope VERB 8 ccomp {FIN}
talks talk NOUN 5 nsubj
resume resume VERB 3 ccomp {FIN}
, , PUNCT 3 punct
” ” PUNCT 3 punct
said say VERB 0 root {FIN}
Doe Doe PROPN 8 nsubj
. . PUNCT 8 punct
"""

WHO_ADDED = f"""
“ “ PUNCT 3 punct
Peace peace NOUN 3 nsubj
comes come VERB 7 ccomp {FIN}
, , PUNCT 3 punct
” ” PUNCT 3 punct
Doe Doe PROPN 7 nsubj
said say VERB 0 root {FIN}
, , PUNCT 9 punct
adding add VERB 3 advcl {GER}
that that SCONJ 12 mark
war war NOUN 12 nsubj
ends end VERB 9 ccomp {FIN}
. . PUNCT 7 punct
"""

ONE_OF = f"""
One one NUM 5 nsubj
of of ADP 4 case
the the DET 4 det
officials official NOUN 1 nmod
said say VERB 0 root {FIN}
ships ship NOUN 7 nsubj
sailed sail VERB 5 ccomp {FIN}
. . PUNCT 5 punct
"""

IT_SAID = f"""
It it PRON 2 expl
said say VERB 0 root {FIN}
ships ship NOUN 4 nsubj
sailed sail VERB 2 ccomp {FIN}
. . PUNCT 2 punct
"""

THE_MINISTRY_SAID = f"""
The the DET 2 det
ministry ministry NOUN 3 nsubj
said say VERB 0 root {FIN}
ships ship NOUN 5 nsubj
sailed sail VERB 3 ccomp {FIN}
. . PUNCT 3 punct
"""

PAPER = f"""
The the DET 3 det
local local ADJ 3 amod
paper paper NOUN 5 nsubj
Herald Herald PROPN 3 appos
said say VERB 0 root {FIN}
ships ship NOUN 7 nsubj
sailed sail VERB 5 ccomp {FIN}
. . PUNCT 5 punct
"""

ARMY = f"""
Officials official NOUN 2 nsubj
said say VERB 0 root {FIN}
troops troop NOUN 4 nsubj
crossed cross VERB 2 ccomp {FIN}
the the DET 6 det
border border NOUN 4 obj
. . PUNCT 2 punct
"""

SIGNS = f"""
The the DET 2 det
signs sign NOUN 3 nsubj
included include VERB 0 root {FIN}
“ “ PUNCT 6 punct
We we PRON 6 nsubj
stay stay VERB 3 ccomp {FIN}
” ” PUNCT 6 punct
and and CCONJ 11 cc
“ “ PUNCT 11 punct
You you PRON 11 nsubj
leave leave VERB 6 conj {FIN}
” ” PUNCT 11 punct
. . PUNCT 3 punct
"""

LIST = SIGNS.replace("signs sign", "towns town")

CLAIM_TO_BE = f"""
Rome Rome PROPN 3 nmod:poss
's 's PART 1 case
claim claim NOUN 9 nsubj
to to PART 7 mark
be be AUX 7 cop {INF}
an an DET 7 det
heir heir NOUN 3 acl
was be AUX 9 aux:pass {FIN}
mocked mock VERB 0 root VerbForm=Part
. . PUNCT 9 punct
"""
