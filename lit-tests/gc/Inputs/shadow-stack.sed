# What a late lowering with a shadow stack does to each function of the collector, without the roots: it takes the frame down before each return.
/^define.* gc "julia"/,/^}/ s/^  ret /  call void @take_frame_down()\n&/
# The other functions of the runtime are the test's own, and code generators know no `gc "julia"`.
/^declare .*@julia\.get_pgcstack(/d
s/@julia\.get_pgcstack(/@get_task(/
s/ gc "julia"//
