export { onCallEvent } from './handlers/call-events'
export { linkTo } from './services/recordings'
export * as verification from './services/verification'
export * from './services/quiet-hours'
