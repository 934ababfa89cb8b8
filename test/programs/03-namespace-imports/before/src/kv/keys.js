export const cart = visitor => `cart/${visitor}`
export const flag = name => `flag/${name}`
export const promo = code => `promo/${code.toUpperCase()}`
