export const VENDORS: Readonly<Record<string, string>> = {
  intercom: 'Intercom',
  hubspot: 'HubSpot',
  front: 'Front',
  'web-chat': 'Web chat',
};
