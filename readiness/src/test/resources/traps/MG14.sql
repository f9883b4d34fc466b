-- fails: one of them
create schema prod_shop;
-- finds: schema prod_shop

-- fails: two of one kind
create schema shop_staging;
create schema shop_production;
-- finds: schema shop_staging
-- finds: schema shop_production

-- passes: where a warehouse unloads
create schema staging_sales;
create schema staging_stock;

-- passes: what a factory does
create schema production_lines;

-- passes: words that only begin alike
create schema product;
create schema devices;
create schema testimonials;
