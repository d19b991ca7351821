export { fieldsOf, idOf, listOf, parseJson, textOf } from './payload';
export type { Fields } from './payload';
