"""Does the time grow no faster than the lines? The whole analysis at 1, 2 and 10 million lines, and of a 1 GB CSV."""

from generate import lines_csv, lines_parquet
from measure import Contender, Reading, once, say


def analysed(path: object) -> Reading:
    return once(Contender("coterie", "analyze_coterie.py", (str(path),)))


one = analysed(lines_parquet(1_000_000))
two = analysed(lines_parquet(2_000_000))
ten = analysed(lines_parquet(10_000_000))
text = analysed(lines_csv(10_000_000))
note = "the ratio is growth: times the processor time for 10 times the lines"
twice = "the ratio is growth: times the processor time for twice the lines"
say("whole analysis of 2 million lines, Parquet", "itself at 1 million lines", two, one, two.cpu / one.cpu, twice)
say("whole analysis of 10 million lines, Parquet", "itself at 1 million lines", ten, one, ten.cpu / one.cpu, note)
note = "the ratio is what text costs over Parquet; both read from file to report"
say("whole analysis of 10 million lines, CSV of 1 GB", "itself with Parquet", text, ten, text.cpu / ten.cpu, note)
