-- fails: create
CREATE USER app WITH LOGIN PASSWORD 'secret';
-- passes: taken away
ALTER ROLE app PASSWORD NULL;
