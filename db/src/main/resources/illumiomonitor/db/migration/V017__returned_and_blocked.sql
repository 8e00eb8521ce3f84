-- When an edge was first seen on its newest day, so that one that comes back after weeks is new once and not all day.
alter table edge add column day_first_at timestamp with time zone; -- null: not known

-- What was blocked, apart from what only would have been. Hours that were summed up before are unknown, not zero.
insert into rollup_metric (metric, name, kept_from)
select m.metric, m.name, case when exists (select 1 from rollup) then current_timestamp end
  from (values (11, 'BLOCKED_OUT'), (12, 'BLOCKED_IN'), (13, 'BLOCKED_SOURCES')) m (metric, name);
