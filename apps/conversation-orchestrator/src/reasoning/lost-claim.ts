/** Another process owns the run now; whatever is under way ends without a word. */
export class LostClaim extends Error {
  constructor() {
    super('the run was claimed by another process');
    this.name = 'LostClaim';
  }
}
