-- fails: its own name
-- guessed: app is the role's own name
-- finds: role app

-- passes: none was guessed
-- guessed: none

-- unknown: verifiers are hidden
-- guessed: hidden
