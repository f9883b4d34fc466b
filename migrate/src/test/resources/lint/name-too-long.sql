-- fails: 64 bytes of other letters
ALTER TABLE t ADD "ääääääääääääääääääääääääääääääää" int;
-- passes: 63 bytes
ALTER TABLE t ADD aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa int;
-- passes: a long string
SELECT 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
