/** PostgreSQL schema of an installation: `deskstream`, or `deskstream_<namespace>` where several share a database. */
export const schemaOf = (namespace: string): string =>
  namespace === '' ? 'deskstream' : `deskstream_${namespace.replaceAll('-', '_')}`;
