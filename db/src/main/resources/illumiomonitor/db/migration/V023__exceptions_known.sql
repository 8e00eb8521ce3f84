-- Which text of exceptions.yaml the findings of a PCE know: when another holds, by whichever process it was read, the newest of them are judged again.
alter table pce add column exceptions_known bigint default 0 not null; -- exception_text.edition; 0: none
update pce set exceptions_known = coalesce((select max(edition) from exception_text), 0);
