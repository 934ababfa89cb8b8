export const titleOf = (payload: { value: { title: string } }): string => payload.value.title;
