"""Codes of calls by programs: the studio's API and webhooks."""

from coterie.terms.codes.code import Code

CODES = (
    Code(
        "COT-181",
        "No valid key",
        "Programs show a key with every call. This call had none, or one that is unknown, expired or revoked.",
        expected="the header Authorization with the word Bearer and a key that begins with ck_",
        remedy="Let an admin make a key under Settings, Keys, and send it with every call",
    ),
    Code(
        "COT-182",
        "The key may not do this",
        "A key opens only what its scopes say: read, score, run, pii.",
        expected="a key with the scope of this call",
        remedy="Let an admin make a key with that scope",
    ),
    Code(
        "COT-183",
        "There is no such thing",
        "The address names something that is not there, or that belongs to another project than the key.",
        remedy="List what there is, and copy the id from there",
    ),
    Code(
        "COT-184",
        "Not now",
        "What is asked for is being made, or must be made first, or the same call is still being answered.",
        remedy="Wait a moment and ask again",
    ),
    Code(
        "COT-185",
        "Too large",
        "The body of the call is larger than this address takes.",
        remedy="Send less in one call, and files as files",
    ),
    Code(
        "COT-186",
        "The call does not fit",
        "A value of the call is missing, of another kind, or out of its range.",
        remedy="Compare with the documentation of the call",
    ),
    Code(
        "COT-187",
        "A customer is told twice",
        "In one call each customer has one answer, so that each may be told once.",
        expected="each id once in a call",
        remedy="Send the second one in another call, or under another id",
    ),
    Code(
        "COT-188",
        "The history cannot be",
        "Frequency counts purchase days after the first, recency is the time from the first to the last of them, and T "
        "the time from the first one to today; all three are told, or none.",
        expected="0 <= recency <= T, and recency 0 exactly where frequency is 0",
        remedy="Count from the first purchase, in the unit of time of the study",
    ),
    Code(
        "COT-189",
        "Too many calls",
        "A key may call so often a minute. The answer says in Retry-After when the next call is welcome.",
        expected="fewer calls, or more customers in each",
        remedy="Wait as long as Retry-After says, and send up to 1,000 customers in one call",
    ),
    Code(
        "COT-190",
        "The same idempotency key with another call",
        "An idempotency key stands for one call for 24 hours. This key came with another body before.",
        expected="a new key for a new call",
        remedy="Send the very same body again, or make a new idempotency key",
    ),
    Code(
        "COT-191",
        "The studio could not answer",
        "Something went wrong on the studio's side; it is written in its log under the number given.",
        remedy="Try again later; if it stays so, tell who keeps the studio the number",
    ),
    Code(
        "COT-192",
        "This address is not called",
        "Webhooks go to addresses over http or https that a name server knows, and never to this machine, its network "
        "neighbours that hand out secrets, or addresses that nobody owns.",
        expected="an https address outside of the studio's own machine",
        remedy="Name another address; COTERIE_WEBHOOK_HOSTS of the studio lists inner hosts that may be called",
    ),
)
