import type { BundleContents } from '@deskstream/conversation-bundle';
import { post, postForFile } from './client';

export type SessionAct = 'hand-back' | 'hand-off' | 'set-mode';
export type SessionMode = 'autopilot' | 'assist' | 'watch';

interface Asked {
  readonly act: SessionAct;
  readonly mode?: SessionMode;
  readonly reason?: string;
  readonly dryRun: boolean;
}

/** What would follow (`dryRun`), or follows. */
export const actOnSession = (
  key: string,
  asked: Asked,
): Promise<{ readonly foreseen: readonly { readonly type: string; readonly text: string }[] }> =>
  post(`${path(key)}/acts`, { ...asked, changedBy: 'console' });

export const foreseeExport = async (
  key: string,
  how: { readonly mask: boolean },
): Promise<BundleContents> => {
  const { contents } = await post<{ contents: BundleContents }>(`${path(key)}/bundle`, {
    ...how,
    dryRun: true,
  });
  return contents;
};

export const exportSession = (
  key: string,
  how: { readonly as: 'json' | 'html'; readonly mask: boolean; readonly reason: string },
): Promise<Blob> =>
  postForFile(`${path(key)}/bundle`, { ...how, changedBy: 'console', dryRun: false });

const path = (key: string): string => `/sessions/${encodeURIComponent(key)}`;
