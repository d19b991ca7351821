import type { ModelEndpoint, ModelSettings } from '@deskstream/port-settings';
import type { Sealer } from '../secrets/sealer';

type Sealed<T extends ModelEndpoint> = Omit<T, 'apiKey' | 'fallback'> & {
  readonly sealedKey: string;
};

/** As it stands in the log. */
export type SealedModel = Sealed<ModelSettings> & { readonly fallback?: Sealed<ModelEndpoint> };

export const sealedModel = (
  { fallback, apiKey, ...open }: ModelSettings,
  workspace: string,
  sealer: Sealer,
): SealedModel => ({
  ...open,
  sealedKey: sealer.seal(apiKey, contextOf(workspace, 'model')),
  ...(fallback === undefined ? {} : { fallback: sealedFallback(fallback, workspace, sealer) }),
});

const sealedFallback = (
  { apiKey, ...open }: ModelEndpoint,
  workspace: string,
  sealer: Sealer,
): Sealed<ModelEndpoint> => ({
  ...open,
  sealedKey: sealer.seal(apiKey, contextOf(workspace, 'model.fallback')),
});

/** Throws `SETTINGS.SEAL_BROKEN` when a key was sealed with another secret key. */
export const openedModel = (
  { sealedKey, fallback, ...open }: SealedModel,
  workspace: string,
  sealer: Sealer,
): ModelSettings => ({
  ...open,
  apiKey: sealer.open(sealedKey, contextOf(workspace, 'model')),
  ...(fallback === undefined ? {} : { fallback: openedFallback(fallback, workspace, sealer) }),
});

const openedFallback = (
  { sealedKey, ...open }: Sealed<ModelEndpoint>,
  workspace: string,
  sealer: Sealer,
): ModelEndpoint => ({
  ...open,
  apiKey: sealer.open(sealedKey, contextOf(workspace, 'model.fallback')),
});

const contextOf = (workspace: string, field: string): string => `${workspace}/-/${field}`;
