/** PostgreSQL schema of an installation: `deskstream`, or `deskstream_<namespace>` where several share a database. */
export const schemaOf = (namespace: string): string =>
  namespace === '' ? 'deskstream' : `deskstream_${namespace.replaceAll('-', '_')}`;

/** Schema of audit's own tables, beside the stores'. */
export const auditSchemaOf = ({ schema }: { readonly schema: string }): string => `${schema}_audit`;
