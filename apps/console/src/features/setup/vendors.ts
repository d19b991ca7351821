/** A field of the credentials, and where its value is found at the help desk. */
export interface CredentialText {
  readonly label: string;
  readonly where: string;
}

/** What the wizard says of one help desk. */
export interface VendorText {
  readonly vendor: string;
  readonly name: string;
  readonly about: string;
  readonly api: CredentialText & { readonly usual: string };
  readonly token: CredentialText;
  readonly secret: CredentialText;
  /** Ours to choose, not the vendor's to give. */
  readonly ownSecrets?: true;
  /** What to do with the webhook URL; `null`: webhooks need no set-up. */
  readonly webhook: {
    readonly where: string;
    readonly after: string;
    readonly topics: string;
  } | null;
  readonly teammate: { readonly who: string; readonly id: string };
  /** Check of the verification that waits for the AI teammate. */
  readonly teammateCheck: string;
  readonly channels: readonly string[];
  readonly test: string;
}

export const VENDORS: readonly VendorText[] = [
  {
    vendor: 'intercom',
    name: 'Intercom',
    about: 'Messenger and email conversations of an Intercom workspace.',
    api: {
      label: 'API address',
      where:
        'Europe: https://api.eu.intercom.io. Australia: https://api.au.intercom.io. Others keep what is here.',
      usual: 'https://api.intercom.io',
    },
    token: {
      label: 'Access token',
      where:
        'Intercom → Developer Hub → your app → Authentication. No app yet? “New app” there; it can stay private.',
    },
    secret: {
      label: 'Client secret',
      where: 'Intercom → Developer Hub → your app → Basic information. It signs the webhooks.',
    },
    webhook: {
      where: 'Intercom → Developer Hub → your app → Webhooks → Endpoint URL.',
      topics: 'Then add these topics there:',
      after: 'Intercom tries the address when you save it.',
    },
    teammate: {
      who: 'An Intercom admin with an inbox seat. Replies come from this admin.',
      id: 'Admin id, as in 9000001',
    },
    teammateCheck: 'AI admin',
    channels: ['web', 'email'],
    test: 'Open the Messenger on your site as a visitor and ask something that your articles answer.',
  },
  {
    vendor: 'hubspot',
    name: 'HubSpot',
    about: 'Chat and email threads of a HubSpot inbox, with contacts and tickets.',
    api: {
      label: 'API address',
      where: 'The same for every region.',
      usual: 'https://api.hubapi.com',
    },
    token: {
      label: 'Access token',
      where:
        'HubSpot → your app → Auth. It begins with pat-. The app needs the scopes conversations.read, conversations.write, crm.objects.contacts.read, crm.objects.contacts.write, crm.objects.companies.read, crm.objects.owners.read and tickets.',
    },
    secret: {
      label: 'Client secret',
      where: 'HubSpot → your app → Auth, below the token. It signs the webhooks.',
    },
    webhook: {
      where: 'HubSpot → your app → Webhooks → Target URL.',
      topics: 'Then subscribe to these there:',
      after: 'HubSpot may take five minutes until it uses a new address.',
    },
    teammate: {
      who: 'A HubSpot user. HubSpot lets only users speak, so replies carry this name.',
      id: 'User id, as in 55501 (not the owner id)',
    },
    teammateCheck: 'assistant',
    channels: ['chat', 'email'],
    test: 'Open the chat on your site as a visitor, or write an email to your inbox.',
  },
  {
    vendor: 'front',
    name: 'Front',
    about: 'Email, chat, SMS and phone conversations of a Front company.',
    api: {
      label: 'API address',
      where: 'The same for every company.',
      usual: 'https://api2.frontapp.com',
    },
    token: {
      label: 'API token',
      where:
        'Front → Settings → Developers → API tokens. Scopes: Shared Resources, Private Resources and Provisioning.',
    },
    secret: {
      label: 'Signing key',
      where:
        'Front → Settings → Developers → Apps → your app → Basic information. It signs the webhooks.',
    },
    webhook: {
      where: 'Front → Settings → Developers → Apps → your app → Webhooks.',
      topics: 'Then choose these events there:',
      after: 'Front sends a challenge when you save it, which Deskstream answers.',
    },
    teammate: {
      who: 'A Front teammate. Conversations that are assigned to this teammate are the AI’s.',
      id: 'Teammate id, as in tea_4exa9',
    },
    teammateCheck: 'AI teammate',
    channels: ['email', 'chat', 'sms', 'phone'],
    test: 'Write an email to a shared inbox, or use any other channel, as a customer.',
  },
  {
    vendor: 'web-chat',
    name: 'Web chat',
    about: 'Deskstream’s own chat for any page. It needs no other help desk.',
    api: {
      label: 'Address of the web chat',
      where: 'Where the web-chat service runs, with /api/ and the workspace at the end.',
      usual: '',
    },
    token: { label: 'Access token', where: 'Yours to choose. Keep the one made here.' },
    secret: {
      label: 'Signing secret',
      where: 'Yours to choose. It signs webhooks and the sessions of customers.',
    },
    ownSecrets: true,
    webhook: null,
    teammate: {
      who: 'The name under which the AI is known. Any name will do.',
      id: 'Name, as in deskstream',
    },
    teammateCheck: '',
    channels: ['web'],
    test: 'Open the page with the chat, or the try-out page of the web-chat service, and ask something.',
  },
];

export const vendorText = (vendor: string): VendorText | null =>
  VENDORS.find((each) => each.vendor === vendor) ?? null;
