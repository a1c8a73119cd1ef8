"""How much a file may hold that somebody brings."""

READ = 1 << 20
LINE = 8 << 20  # the outline of a municipality is a long line; no row is longer
BATCH = 8 << 20  # so much of the lines is in memory at a time
CONTENT = 16 << 20  # a recording or a picture; more cannot be brought to a story
MANIFEST = 64 << 20
LEAST = 16 << 20  # what is smaller than this may be as compact as it likes
RATIO = 200  # rows as JSON become about fifteen times smaller, never this much
UNPACKED = 64 << 30
PARTS = 500_000
