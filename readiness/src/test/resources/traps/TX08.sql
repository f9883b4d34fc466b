-- fails: forgotten since yesterday
-- prepared: gid-1 app app 100000
-- finds: transaction 'gid-1'

-- passes: under way
-- prepared: gid-1 app app 3

-- passes: none
