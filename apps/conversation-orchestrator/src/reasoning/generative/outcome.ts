import type { HandoffCause, Source } from '@deskstream/conversation-domain';

/** How a run ends. */
export type Outcome =
  | {
      readonly kind: 'answer';
      readonly text: string;
      readonly confidence: number;
      readonly sources: Source[];
    }
  | {
      readonly kind: 'unsure';
      readonly cause: HandoffCause;
      readonly confidence: number;
      readonly because: string;
    };

export const unsure = (cause: HandoffCause, because: string, confidence = 0): Outcome => ({
  kind: 'unsure',
  cause,
  confidence,
  because,
});
