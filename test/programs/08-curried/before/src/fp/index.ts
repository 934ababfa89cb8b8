export { pipe } from './pipe.ts'
export { then, orElse, prop } from './async.ts'
