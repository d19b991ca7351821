import { codeOf, InfraError, messageOf } from '@deskstream/kernel';

/** Connection lost or refused, server starting or stopping: the same call may succeed later. */
export const isUnavailable = (error: unknown): boolean =>
  UNAVAILABLE.test(codeOf(error) ?? '') || LOST.test(messageOf(error));

/** A driver's error with a stable code, or the error itself when it is a defect of ours. */
export const postgresError = (error: unknown, doing: string): unknown => {
  if (codeOf(error) === '53100')
    return new InfraError(
      'POSTGRES.DISK_FULL',
      `${doing}: the disk of PostgreSQL's data folder is full; free some space, then it goes on`,
      true,
      error,
    );
  const refused = REFUSED[codeOf(error) ?? ''];
  if (refused)
    return new InfraError(`POSTGRES.${refused.code}`, `${doing}: ${refused.because}`, false, error);
  if (isUnavailable(error))
    return new InfraError(
      'POSTGRES.UNAVAILABLE',
      `${doing}: PostgreSQL does not answer (${codeOf(error) ?? messageOf(error)}); check that it runs`,
      true,
      error,
    );
  return error;
};

const LOGIN = {
  code: 'LOGIN',
  because: 'PostgreSQL refuses the user or the password; check both in DATABASE_URL',
};

const CORRUPT = {
  code: 'DATA_CORRUPT',
  because:
    'PostgreSQL found its data damaged; stop, and restore from a backup (docs/runbooks/data-folder.md)',
};

/** What only a person can repair. */
const REFUSED: Readonly<Record<string, { readonly code: string; readonly because: string }>> = {
  '28000': LOGIN,
  '28P01': LOGIN,
  '3D000': {
    code: 'NO_DATABASE',
    because: 'there is no such database; create it, or name another one in DATABASE_URL',
  },
  '42501': {
    code: 'NO_RIGHT',
    because:
      'the user of DATABASE_URL may not do this; it needs the right to create schemas and tables',
  },
  XX001: CORRUPT,
  XX002: CORRUPT,
};

const UNAVAILABLE = /^(08...|57P0[123]|53300|ECONN\w+|EPIPE|ENOTFOUND|ETIMEDOUT|EAI_AGAIN)$/;
const LOST =
  /terminated unexpectedly|Connection terminated|not queryable|Query read timeout|timeout exceeded when trying to connect/;
