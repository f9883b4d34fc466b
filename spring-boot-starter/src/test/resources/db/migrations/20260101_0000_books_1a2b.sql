-- revision: 1a2b3c4d5e6f
-- parents: none
-- message: books

-- upgrade
CREATE TABLE book (id uuid PRIMARY KEY, title text NOT NULL);

-- downgrade
DROP TABLE book;
