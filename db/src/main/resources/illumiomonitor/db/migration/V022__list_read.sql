-- When the lists that tell heartbeats were read last, up to a reading: a list that failed is older than the reading itself.
alter table reference_read add column workloads_at timestamp with time zone; -- PCE time; null: never
alter table reference_read add column vens_at timestamp with time zone;      -- PCE time; null: never
update reference_read set workloads_at = read_at, vens_at = read_at;
