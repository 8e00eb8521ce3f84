-- What goes beyond bounds that were meant for the usual: objects of a PCE's lists over a million characters, such as an IP list of
-- 100,000 ranges, and windows over an hour that rows lie in which came hours late.
create table reference_part (
    object_id bigint not null,                            -- reference_object, whose body then says only how long it is
    part      integer not null,                           -- from 0 on
    body      varchar(1000000) not null,                  -- a piece of the JSON
    primary key (object_id, part)
);

alter table touched_tick add column reach_s integer default 0 not null; -- seconds; only rules with longer windows are judged again, 0: all
