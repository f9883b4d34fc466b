-- fails: from disk again and again
-- database: hit=70000000 read=9000000
-- finds: setting shared_buffers

-- passes: nearly all in memory
-- database: hit=99000000 read=800000

-- passes: just good enough
-- database: hit=98000000 read=2000000

-- skips: read once after a start
-- database: hit=20000 read=90000
