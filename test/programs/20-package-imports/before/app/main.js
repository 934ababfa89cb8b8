import * as devices from './devices.js'

export { send, enter } from './magic-links.js'
export { devices }
