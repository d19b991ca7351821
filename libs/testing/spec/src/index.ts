export { arbitraryOf } from './arbitrary-of';
