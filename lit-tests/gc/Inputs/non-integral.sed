# Pointers that a collector may change are no integers (LLVM language reference, "Non-Integral Pointer Type").
/^target datalayout/ s/"$/-ni:1:2:10:11:12:13"/
