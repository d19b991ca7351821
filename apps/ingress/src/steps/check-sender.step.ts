import type { Refusal } from '../problem';

/** From where a vendor's webhooks may come. Vendors that it does not know are allowed from anywhere. */
export type AllowedSenders = (vendor: string, address: string) => boolean;

/** S119. The signature decides who sent it; this keeps the rest of the internet from being heard at all. */
export const checkSender = (
  { vendor, remoteAddress }: { readonly vendor: string; readonly remoteAddress?: string },
  allows: AllowedSenders | undefined,
): Refusal | null =>
  allows === undefined || remoteAddress === undefined || allows(vendor, remoteAddress)
    ? null
    : {
        status: 403,
        code: 'SENDER.NOT_ALLOWED',
        detail:
          "The address is not on the vendor's list of senders. Behind a proxy, name it in INGRESS_TRUSTED_PROXIES.",
      };
