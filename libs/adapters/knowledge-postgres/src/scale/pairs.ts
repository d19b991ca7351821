/** A customer's question, and the passage of a help center that answers it. No two pairs speak of the same. */
export const pairs: readonly (readonly [question: string, passage: string])[] = [
  [
    'How do I get my money back?',
    'Refunds\nReturns and refunds\nSend the item back within 30 days. The amount is returned to the card that was charged.',
  ],
  [
    "I can't log in any more",
    'Resetting a password\nIf sign-in fails\nChoose "Forgot password" and follow the link in the mail.',
  ],
  [
    'where is my parcel',
    'Tracking a delivery\nFollow your shipment\nThe tracking number in the confirmation shows where the package is.',
  ],
  [
    'Can I pay by invoice instead of card?',
    'Ways to pay\nPayment methods\nWe accept credit cards, bank transfer and payment on account.',
  ],
  [
    'how can I add a colleague to our account',
    'Team members\nInvite somebody\nAn administrator invites other users under Settings, People.',
  ],
  [
    'please stop sending me newsletters',
    'E-mail preferences\nUnsubscribe\nTurn off marketing mail in your profile or with the link at the end of each mail.',
  ],
  [
    'Your app crashes when I open it',
    'The app closes by itself\nTroubleshooting\nInstall the newest version, then restart the phone and try again.',
  ],
  [
    'I want to end my subscription',
    'Cancelling a plan\nStop a subscription\nCancel any time under Billing; the plan runs to the end of the period.',
  ],
  [
    'Do you deliver to Switzerland?',
    'Countries we ship to\nShipping abroad\nOrders are sent to all countries of the European Union, to Norway and to Switzerland.',
  ],
  [
    'what are your opening hours on weekends',
    'Contact us\nOffice hours\nOur support answers from Monday to Friday, 9 to 17, and on Saturdays until noon.',
  ],
  [
    'how do i export all of my data',
    'Downloading your data\nData export\nRequest a copy of everything stored about you under Privacy; it arrives as a file.',
  ],
  [
    'My colour arrived wrong, it should have been blue',
    'Wrong or damaged items\nReport a problem with an order\nSend us a photo of what arrived and we replace it free of charge.',
  ],
];
