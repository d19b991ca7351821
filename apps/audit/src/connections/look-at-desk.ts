import type { ConnectionName, RunningSettings } from '@deskstream/platform-settings';
import type {
  DeskDirectory,
  VendorConnection,
  VendorName,
  VendorVerification,
} from '@deskstream/port-vendor';
import { ProblemException } from '../http/problem.exception';

export interface LookDeps {
  readonly settings: Pick<RunningSettings, 'connection' | 'addressProblem'>;
  readonly verifications: readonly VendorVerification[];
}

/** Credentials that were typed and not stored yet. */
export interface TypedCredentials {
  readonly apiBaseUrl?: string | undefined;
  readonly accessToken?: string | undefined;
}

const WITHIN_MS = 30_000;

/** Account and teammates that the credentials tell: the typed ones, and for what was not typed those in use. */
export const lookAtDesk = async (
  { settings, verifications }: LookDeps,
  { workspace, vendor }: ConnectionName,
  typed: TypedCredentials,
): Promise<DeskDirectory> => {
  const verification = verifications.find((each) => each.vendor === vendor);
  if (verification?.directory === undefined) throw nothingToTell(vendor);
  const inUse = settings.connection(workspace, vendor);
  if (typed.apiBaseUrl !== undefined && typed.apiBaseUrl !== inUse?.apiBaseUrl)
    refusePrivate(settings.addressProblem(typed.apiBaseUrl, 'apiBaseUrl'));
  const connection = connectionOf({ workspace, vendor: verification.vendor }, typed, inUse);
  return verification.directory(connection, AbortSignal.timeout(WITHIN_MS));
};

/** A token in use goes to no other address than the one that it was given for. */
const connectionOf = (
  name: { readonly workspace: string; readonly vendor: VendorName },
  typed: TypedCredentials,
  inUse: VendorConnection | null,
): VendorConnection => {
  const apiBaseUrl = typed.apiBaseUrl ?? inUse?.apiBaseUrl;
  if (apiBaseUrl === undefined) throw missing('apiBaseUrl', 'Enter the address of the API.');
  const accessToken = typed.accessToken ?? tokenFor(apiBaseUrl, inUse);
  return { ...name, apiBaseUrl, accessToken, signingSecrets: [], aiTeammateId: '' };
};

const tokenFor = (apiBaseUrl: string, inUse: VendorConnection | null): string => {
  if (inUse?.apiBaseUrl === apiBaseUrl) return inUse.accessToken;
  throw missing(
    'accessToken',
    'Enter the token, too: the one in use is sent to no other address than its own.',
  );
};

const refusePrivate = (problem: ReturnType<LookDeps['settings']['addressProblem']>): void => {
  if (problem === null) return;
  const { field, expected, found } = problem;
  const detail = `Expected ${expected}; found ${found}.`;
  throw new ProblemException(400, { code: 'CONNECTION.PRIVATE_ADDRESS', detail, field });
};

const missing = (field: string, detail: string) =>
  new ProblemException(400, { code: 'CONNECTION.CREDENTIALS_MISSING', detail, field });

const nothingToTell = (vendor: string) =>
  new ProblemException(404, {
    code: 'CONNECTION.NO_DIRECTORY',
    detail: `${vendor} tells neither accounts nor teammates. Type the id of the AI teammate.`,
  });
