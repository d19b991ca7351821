/** Text and links to http(s) pages; nothing of a message is ever read as HTML. */
export const nodesOf = (text: string): readonly Node[] =>
  text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])/i).map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    const link = document.createElement('a');
    link.href = part;
    link.textContent = part;
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
    return link;
  });
