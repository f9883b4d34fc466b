-- fails: some pages
-- database: checksums=3

-- passes: none
-- database: checksums=0

-- passes: none, however much was read
-- database: checksums=0 read=100000000
