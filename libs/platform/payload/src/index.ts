export { fieldsOf, idOf, listOf, parseJson, textOf } from './payload';
export type { Fields } from './payload';
export { genuine, idOfBody, malformed, refused, signedByAny } from './webhook';
