-- Days before coverage whose edges and sums were learned from the PCE's older buckets, so that a backfill goes on where it stopped.
create table backfill_day (
    pce_id     integer not null references pce,
    utc_day    integer not null,                          -- days since 1970
    complete   boolean not null,                          -- false: the answer was cut, the day is asked for again
    row_count  bigint not null,                           -- of the answer
    edges      integer not null,
    learned_at timestamp with time zone not null,
    primary key (pce_id, utc_day)
);
