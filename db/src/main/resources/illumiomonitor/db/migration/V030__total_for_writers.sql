-- What a writer that begins needs besides the totals, so that it need not read every increment of the day.
alter table flow_total add column first_until timestamp with time zone;   -- until when its first increment reaches; null: folded before this was kept
alter table flow_total add column moved boolean default false not null;    -- whether increments name endpoints of different workloads
