/**
 * What other people wrote, between marks that it cannot know. The nonce is taken out of the text itself, so
 * that nothing inside can end its own fence, even if a reply gave the nonce away.
 */
export const fenced = (label: string, text: string, nonce: string): string =>
  `<${label} ${nonce}>\n${text.replaceAll(nonce, '…')}\n</${label} ${nonce}>`;
