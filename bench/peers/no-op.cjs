// jscodeshift's no-op: every file is parsed and printed, nothing is changed. (A transform that returns
// at once would not even parse.)
module.exports = (file, { jscodeshift }) => jscodeshift(file.source).toSource();
