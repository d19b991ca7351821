import type { CrmSettings, WorkspaceSettings } from '@deskstream/port-settings';
import Type from 'typebox';
import { isMask, masked } from '../secrets/masked';
import { originOf } from './origin-of';
import type { Problem } from './problem';
import type { Sealer } from '../secrets/sealer';

/** A CRM as an administrator writes it. A token left out, or given as its mask, stays what it is. */
export type CrmDraft = Omit<CrmSettings, 'accessToken'> & {
  readonly accessToken?: string | undefined;
};

export const CrmOfDraft = Type.Object({
  kind: Type.Literal('hubspot'),
  apiBaseUrl: Type.String({
    pattern: '^https?://[^\\s@?#]+$',
    description: 'an http(s) address without user name, query and fragment',
  }),
  accessToken: Type.Optional(Type.String({ minLength: 1 })),
});

export interface PreparedCrm {
  readonly problems: readonly Problem[];
  readonly made: Pick<WorkspaceSettings, 'crm'>;
}

/** What a draft means beside the CRM in use; nothing while its shape is wrong. */
export const preparedCrm = (
  ofShape: readonly Problem[],
  draft: CrmDraft | undefined,
  now: CrmSettings | undefined,
): PreparedCrm => {
  if (draft === undefined || ofShape.some(({ field }) => /^crm(\.|$)/.test(field)))
    return { problems: [], made: {} };
  const accessToken = tokenOf(draft, now);
  if (accessToken !== null) return { problems: [], made: { crm: { ...draft, accessToken } } };
  const found = draft.accessToken === undefined ? 'nothing' : 'a mask that fits none';
  const expected = 'the token for this address';
  return { problems: [{ field: 'crm.accessToken', expected, found }], made: {} };
};

/** A token is never sent to another address than the one it was given for. */
const tokenOf = (draft: CrmDraft, now: CrmSettings | undefined): string | null => {
  const { accessToken, apiBaseUrl } = draft;
  if (accessToken !== undefined && !isMask(accessToken)) return accessToken;
  if (now === undefined || originOf(now.apiBaseUrl) !== originOf(apiBaseUrl)) return null;
  return accessToken === undefined || masked(now.accessToken) === accessToken
    ? now.accessToken
    : null;
};

/** The settings of an older version with the token in use; another address keeps its own. */
export const withTokenOf = (now: CrmSettings | undefined, to: CrmSettings): CrmSettings => ({
  ...to,
  accessToken: tokenOf({ ...to, accessToken: undefined }, now) ?? to.accessToken,
});

export const maskedCrm = (crm: CrmSettings): CrmSettings => ({
  ...crm,
  accessToken: masked(crm.accessToken),
});

/** As it stands in the log. */
export type SealedCrm = Omit<CrmSettings, 'accessToken'> & { readonly sealedToken: string };

export const sealedCrm = (
  { accessToken, ...open }: CrmSettings,
  workspace: string,
  sealer: Sealer,
): SealedCrm => ({ ...open, sealedToken: sealer.seal(accessToken, contextOf(workspace)) });

/** Throws `SETTINGS.SEAL_BROKEN` when the token was sealed with another secret key. */
export const openedCrm = (
  { sealedToken, ...open }: SealedCrm,
  workspace: string,
  sealer: Sealer,
): CrmSettings => ({ ...open, accessToken: sealer.open(sealedToken, contextOf(workspace)) });

const contextOf = (workspace: string): string => `${workspace}/-/crm`;
