import type { WorkspaceConfig } from '../desk/model';
import type { ApiAnswer, ApiRequest } from './answers';
import { failed } from './answers';

/** What may be wrong with the credentials of a workspace (S006). */
export type AccountState = 'good' | 'revoked' | 'other-workspace' | 'plan-without-api';

export const ACCOUNT_STATES: readonly string[] = [
  'good',
  'revoked',
  'other-workspace',
  'plan-without-api',
] satisfies AccountState[];

export interface Access {
  state(): AccountState;
  set(state: AccountState): void;
  /** `null`: the request may go on. */
  refusal(request: ApiRequest): ApiAnswer | null;
  /** `app.id_code` of `/me`. */
  appId(): string;
}

export const createAccess = (config: Pick<WorkspaceConfig, 'accessToken' | 'appId'>): Access => {
  let state: AccountState = 'good';
  return {
    state: () => state,
    set: (next) => {
      state = next;
    },
    refusal: ({ headers }) => {
      if (state === 'revoked' || headers['authorization'] !== `Bearer ${config.accessToken}`)
        return failed(401, 'unauthorized', 'Access Token Invalid');
      return state === 'plan-without-api'
        ? failed(403, 'api_plan_restricted', 'Active subscription needed.')
        : null;
    },
    appId: () => (state === 'other-workspace' ? 'other123' : config.appId),
  };
};
