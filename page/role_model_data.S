/* The built-in models of roles, read by role_model.cc. */
    .section .rodata
    .balign 64
    .global punte_role_model_begin
punte_role_model_begin:
    .incbin PUNTE_ROLE_MODEL
    .global punte_role_model_end
punte_role_model_end:
    .balign 64
    .global punte_text_role_model_begin
punte_text_role_model_begin:
    .incbin PUNTE_TEXT_ROLE_MODEL
    .global punte_text_role_model_end
punte_text_role_model_end:
    .section .note.GNU-stack,"",@progbits
