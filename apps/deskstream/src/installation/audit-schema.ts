import type { Installation } from './open-installation';

/** Schema of audit's own tables, beside the stores'. */
export const auditSchema = ({ schema }: Pick<Installation, 'schema'>): string => `${schema}_audit`;
