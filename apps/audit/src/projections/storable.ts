/**
 * PostgreSQL keeps neither NUL nor half a surrogate pair, in text or in jsonb. A projection that
 * refuses such a text would stop its partition for good; the log keeps the bytes as they were.
 */
export const storable = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (_name, each: unknown) =>
      typeof each === 'string' ? each.toWellFormed().replaceAll('\u0000', '') : each,
    ),
  ) as T;
