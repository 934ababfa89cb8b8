import * as cart from './cart/index.js'
import * as flags from './flags/index.js'

export { cart, flags }
export * from './payments/stripe.js'
export { putReceipt } from './media/receipts.js'
