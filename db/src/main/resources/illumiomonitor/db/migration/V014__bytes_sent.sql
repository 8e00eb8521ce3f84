-- Bytes that an address sent. Hours that were summed up before a metric was kept are unknown, not zero.
alter table rollup_metric add column kept_from timestamp with time zone; -- null: from the first sums on
insert into rollup_metric (metric, name, kept_from)
select 10, 'SENT', case when exists (select 1 from rollup) then current_timestamp end;
