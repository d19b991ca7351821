/** The CRM of a workspace, apart from its help desks (S051). */
export interface CrmSettings {
  readonly kind: 'hubspot';
  /** As in `https://api.hubapi.com`; http(s). */
  readonly apiBaseUrl: string;
  /** Sealed where it is kept. */
  readonly accessToken: string;
}
