const TEXTS: Readonly<Record<string, string>> = {
  'SIGNATURE.MISMATCH':
    'the signature does not fit. Enter the secret of the app again in “Credentials”, and compare the webhook URL letter by letter.',
  'SIGNATURE.MISSING': 'it was not signed. Only the help desk itself may post here.',
  'SIGNATURE.SCHEME': 'it was signed in a way that is not accepted.',
  'SIGNATURE.STALE': 'it was signed too long ago. Compare the clock of this machine.',
  'WORKSPACE.MISMATCH':
    'it is of another account of the help desk. Enter the token of this one in “Credentials”.',
};

/** Why a webhook was refused, and what to do. */
export const refusalText = (code: string): string =>
  TEXTS[code] ?? 'see the connection page for what it means.';
