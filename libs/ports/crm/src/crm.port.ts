import type { ConnectionCheck } from '@deskstream/port-vendor';

/** One customer as the CRM knows them. */
export interface CrmRecord {
  readonly id: string;
  readonly email: string;
  readonly name?: string;
  /** Further fields by the CRM's own names, none of them empty. */
  readonly fields: Readonly<Record<string, string>>;
  readonly companies: readonly {
    readonly id: string;
    readonly name: string;
    readonly fields: Readonly<Record<string, string>>;
  }[];
}

export type CrmLookUp =
  | { readonly kind: 'found'; readonly record: CrmRecord }
  /** The CRM answered, and knows nobody with this address (S051). */
  | { readonly kind: 'no-match' }
  /** The CRM did not answer, or refused; `code` is stable. */
  | { readonly kind: 'unreadable'; readonly code: string; readonly because: string };

/** Reads only, never throws, never shows a secret. */
export interface Crm {
  lookUp(email: string, signal: AbortSignal): Promise<CrmLookUp>;
  /** Apart from the help desk's own checks (S052). */
  verify(signal: AbortSignal): Promise<readonly ConnectionCheck[]>;
}
