-- fails: something half-done was left
-- evidence: ATOMICITY_PROOF failed 2 a user without a workspace

-- passes: proved
-- evidence: ATOMICITY_PROOF passed 2

-- unknown: nobody has tried
